import { hostNames, hostVariantXml } from "../conformance/vectors.js";

/** Hosts as lines of JSON that are all unlike: recorded processors, of which each lacks another set of features. */
export function* fleetLines(count: number): Generator<string> {
  const processors = hostNames.filter((name) => /^Xeon/.test(name)).map((name) => hostVariantXml(`${name}#0`));
  for (let index = 0; index < count; index++) {
    const xml = processors[index % processors.length] ?? "";
    let feature = 0;
    const lessened = xml.replaceAll(/ *<feature name='[^']*'\/>\n/g, (line) =>
      ((index >> (feature++ % 16)) & 1) === 1 ? "" : line,
    );
    const cpu = lessened.replace("<cpu>", `<cpu><!-- ${index} -->`);
    yield `${JSON.stringify({ name: `node${index}`, cpu })}\n`;
  }
}
