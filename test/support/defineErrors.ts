import { archOf, type Catalogue } from "../../shared/src/catalogue/index.js";
import { domainView } from "../../shared/src/domain/index.js";
import { checkDocument } from "../../shared/src/rules/index.js";
import { parseXml } from "../../shared/src/xml/index.js";
import { testCatalogue } from "./catalogue.js";

const catalogues = new Map<string, Promise<Catalogue>>();

/** What we say that a release of libvirt refuses at define. */
export async function defineErrors(xml: string, release = "12.8.0"): Promise<string[]> {
  const document = parseXml(xml);
  const arch = archOf(domainView(document));
  const key = `${arch} ${release}`;
  const catalogue = catalogues.get(key) ?? testCatalogue(arch, release);
  catalogues.set(key, catalogue);
  const findings = checkDocument({ document, catalogue: await catalogue });
  return findings.filter((each) => each.stage === "define" && each.severity === "error").map(({ message }) => message);
}
