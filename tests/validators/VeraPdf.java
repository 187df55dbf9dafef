import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Judges files by flavours of PDF/UA and PDF/A: {@code java VeraPdf.java ua1,3a FILE...}
 *
 * <p>Prints a line for each file and flavour, then each broken rule with its clause, its count and
 * the first places. Exit status: 0 all conform, 1 some do not, 2 a file could not be judged.
 */
public class VeraPdf {
    private static final int PLACES = 3;

    private record Verdict(int status, String text) { }

    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        List<Callable<Verdict>> trials = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            String file = args[i];
            for (String flavour : args[0].split(",")) {
                trials.add(() -> judge(file, PDFAFlavour.fromString(flavour)));
            }
        }
        ExecutorService judges = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        int status = 0;
        for (Future<Verdict> verdict : judges.invokeAll(trials)) {
            System.out.print(verdict.get().text());
            status = Math.max(status, verdict.get().status());
        }
        judges.shutdown();
        System.exit(status);
    }

    private static Verdict judge(String file, PDFAFlavour flavour) {
        // all failures are kept (-1), checks that passed are not: there are millions
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance()
                 .createValidator(flavour, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            String text = String.format("%s: %s to %s, %d checks%n", file,
                result.isCompliant() ? "conforms" : "DOES NOT CONFORM", flavour.getId(),
                result.getTotalAssertions());
            return new Verdict(result.isCompliant() ? 0 : 1, text + explained(file, flavour, result));
        } catch (Exception error) {
            return new Verdict(2, String.format("%s: cannot be judged: %s%n", file, error));
        }
    }

    private static String explained(String file, PDFAFlavour flavour, ValidationResult result) {
        Map<String, List<String>> places = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                places.computeIfAbsent(name(assertion.getRuleId()), key -> new ArrayList<>())
                    .add(String.format("    at %s%n", assertion.getLocation().getContext()));
            }
        }
        StringBuilder text = new StringBuilder();
        result.getFailedChecks().forEach((rule, count) -> {
            String words = result.getValidationProfile().getRuleByRuleId(rule).getDescription();
            text.append(String.format("%s: %d times: %s [verapdf %s %s]%n", file, count,
                words.replaceAll("\\s+", " "), flavour.getId(), name(rule)));
            places.getOrDefault(name(rule), List.of()).stream().limit(PLACES).forEach(text::append);
        });
        return text.toString();
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }
}
