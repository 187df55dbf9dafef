import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    public static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();
        int status = 0;
        for (int i = 1; i < args.length; i++) {
            for (String flavour : args[0].split(",")) {
                status = Math.max(status, judge(args[i], PDFAFlavour.fromString(flavour)));
            }
        }
        System.exit(status);
    }

    private static int judge(String file, PDFAFlavour flavour) {
        // all failures are kept (-1), checks that passed are not: there are millions
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
             PDFAValidator validator = Foundries.defaultInstance()
                 .createValidator(flavour, -1, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf("%s: %s %s, %d checks%n", file, flavour.getId(),
                result.isCompliant() ? "conforms" : "DOES NOT CONFORM", result.getTotalAssertions());
            explain(file, flavour, result);
            return result.isCompliant() ? 0 : 1;
        } catch (Exception error) {
            System.out.printf("%s: %s cannot be judged: %s%n", file, flavour.getId(), error);
            return 2;
        }
    }

    private static void explain(String file, PDFAFlavour flavour, ValidationResult result) {
        Map<String, List<TestAssertion>> places = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                places.computeIfAbsent(name(assertion.getRuleId()), key -> new ArrayList<>()).add(assertion);
            }
        }
        result.getFailedChecks().forEach((rule, count) -> {
            String text = result.getValidationProfile().getRuleByRuleId(rule).getDescription();
            System.out.printf("%s: %d times: %s [verapdf %s %s]%n", file, count,
                text.replaceAll("\\s+", " "), flavour.getId(), name(rule));
            places.getOrDefault(name(rule), List.of()).stream().limit(PLACES)
                .forEach(place -> System.out.println("    at " + place.getLocation().getContext()));
        });
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }
}
