"""What a PDF says of itself in its XMP packet."""

from __future__ import annotations

from lxml import etree
from pikepdf import Pdf

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PACKET = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n',
    b'\n<?xpacket end="r"?>',
)

#: PDF/UA-1 (ISO 14289-1, 5), and the schema of that word, which PDF/A does not know by itself
#: (ISO 19005-3, 6.6.2.3).
UA_1 = f"""
<rdf:RDF xmlns:rdf="{RDF}">
 <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
 </rdf:Description>
 <rdf:Description rdf:about=""
   xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
   xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
   xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas>
   <rdf:Bag>
    <rdf:li rdf:parseType="Resource">
     <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
     <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
     <pdfaSchema:property>
      <rdf:Seq>
       <rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
       </rdf:li>
      </rdf:Seq>
     </pdfaSchema:property>
    </rdf:li>
   </rdf:Bag>
  </pdfaExtension:schemas>
 </rdf:Description>
</rdf:RDF>
"""


def declare_ua(pdf: Pdf) -> None:
    """Say in the XMP packet of ``pdf`` that it conforms to PDF/UA-1 as well."""
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    found = packet.find(f"{{{RDF}}}RDF")
    found.extend(etree.fromstring(UA_1))
    begin, end = PACKET
    pdf.Root.Metadata.write(begin + etree.tostring(packet, encoding="utf-8") + end)
