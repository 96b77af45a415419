/**
 * Gives each host's document a short name to be called by: `hosts/node1.domcaps.xml` is `node1`.
 *
 * @param paths the documents' paths; the parts are apart by `/`
 * @returns a name for each path; where a short name would stand for two documents, the file's name, then the whole path
 */
export declare function hostNames(paths: readonly string[]): Map<string, string>;
