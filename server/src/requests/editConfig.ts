import { editConfig } from "../../../shared/src/config/editConfig.js";
import type { Request } from "../../../shared/src/messages.js";
import type { Answer } from "./serveRequests.js";

/** A changed `libvirt-cpu.json`. */
export const answer: Answer<typeof Request.editConfig> = ({ text, change }) => editConfig(text, change);
