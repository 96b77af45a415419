import type { Catalogue } from "../../../shared/src/catalogue/index.js";
import type { Subject } from "../../../shared/src/describe/index.js";

/** Everything a word can be: a model, a feature (also by an alias), a vendor, an element, an attribute, a value. */
export function subjectsNamed(word: string, catalogue: Catalogue): Subject[] {
  return allSubjects(catalogue)
    .filter(({ word: known }) => known.toLowerCase() === word.toLowerCase())
    .map(({ subject }) => subject);
}

/** Every word that can be explained. */
export function knownWords(catalogue: Catalogue): string[] {
  return [...new Set(allSubjects(catalogue).map(({ word }) => word))];
}

interface Named {
  readonly word: string;
  readonly subject: Subject;
}

function allSubjects({ models, features, map, grammar }: Catalogue): Named[] {
  const paths = Object.entries(grammar.elements);
  return [
    ...[...models.keys()].map((name): Named => ({ word: name, subject: { kind: "model", name } })),
    ...[...features.values()].flatMap(({ name, aliases }) =>
      [name, ...aliases].map((word): Named => ({ word, subject: { kind: "feature", name } })),
    ),
    ...[...(map?.vendors.keys() ?? [])].map((name): Named => ({ word: name, subject: { kind: "vendor", name } })),
    ...paths.map(([path]): Named => ({ word: lastOf(path), subject: { kind: "element", path } })),
    ...paths.flatMap(([path, { attributes }]) =>
      Object.entries(attributes ?? {}).flatMap(([attribute, { values }]): Named[] => [
        { word: attribute, subject: { kind: "attribute", path, attribute } },
        ...Object.keys(values ?? {}).map(
          (value): Named => ({ word: value, subject: { kind: "value", path, attribute, value } }),
        ),
      ]),
    ),
  ];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
