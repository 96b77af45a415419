import { type Catalogue } from "../../shared/src/catalogue/index.js";
/** A catalogue of this checkout's data. */
export declare function testCatalogue(arch?: string, release?: string): Promise<Catalogue>;
