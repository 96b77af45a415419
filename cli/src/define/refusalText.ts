import { XML_ERRORS } from "../../../shared/src/xml/index.js";
import type { CreateOutcome } from "../../../virsh/src/createDomain.js";
import { makePositions } from "../files/readBytes.js";

/** Why a text is not given to libvirt. */
export type DefineRefusal = Extract<CreateOutcome, { kind: "refused" }>["refusal"];

/** Why a text was not given to libvirt, and what to do, in a sentence. */
export function refusalText(refusal: DefineRefusal, text: string): string {
  switch (refusal.reason) {
    case "not-well-formed": {
      const { line, column } = makePositions(text)(refusal.start);
      return `Line ${line}, column ${column}: ${XML_ERRORS[refusal.code]}`;
    }
    case "not-a-domain":
      return "It is not the definition of a VM: the outermost element must be <domain>.";
    case "template":
      return "It is a template. Fill in its placeholders first.";
    case "live-dump":
      return "It was copied from a running VM. Defining it would fix the CPU to that of the host and drop the passwords. Use the output of virsh dumpxml --inactive.";
    case "name-missing":
      return "It has no <name>.";
    case "uuid-malformed":
      return `${refusal.uuid} is not a UUID. Correct <uuid>, or remove it.`;
    case "name-changed":
      return `The VM with this UUID is called ${refusal.from}, and the file says ${refusal.to}. Use virsh domrename to rename it, or remove <uuid> from the file and use --new for a new VM.`;
    case "uuid-changed":
    case "uuid-missing":
      return "It has another UUID than the VM.";
    case "unknown-placeholder": {
      const { line } = makePositions(text)(refusal.start);
      return `Line ${line}: libvirt has no password for ${refusal.placeholder}. Write the password itself, or remove the attribute.`;
    }
    case "transient":
      return "The VM is transient: it is gone when it is shut down, and has no definition that could be changed.";
    case "name-exists":
      return `A VM called ${refusal.name} already exists.`;
  }
}
