/**
 * @param path what somebody asks for
 * @returns whether it is a relative path, with `/`, that cannot leave the folder it is taken from
 */
export declare function isDataPath(path: unknown): path is string;
