import * as l10n from "@vscode/l10n";
import { setAttributes } from "../../edits/index.js";
import { attributeNamed, childrenNamed } from "../../xml/index.js";
import { type Check, offer, type Rule } from "../kit.js";

/** libvirt: virDomainClockDefParse (12.8), for every driver. */
const clockChanged: Check = function* ({ view }) {
  const [clock, ...others] = childrenNamed(view.domain, "clock");
  const adjustment = attributeNamed(clock, "adjustment");
  if (clock === undefined || others.length > 0 || adjustment === undefined) return;
  const offset = attributeNamed(clock, "offset")?.value || "utc";
  const isNumber = /^\s*[+-]?\d+$/.test(adjustment.value);
  if ((offset === "utc" || offset === "localtime") && isNumber) {
    yield {
      rule: "clock-changed",
      range: adjustment.nameRange,
      data: {
        effect: l10n.t("With an adjustment, libvirt makes {0} of {1}", "offset='variable'", `offset='${offset}'`),
      },
      fixes: ({ text }) => [
        offer(
          l10n.t("Write it as libvirt does"),
          ...setAttributes(text, clock, [
            ["offset", "variable"],
            ["basis", offset],
          ]),
        ),
      ],
    };
  } else if (offset === "variable" && adjustment.value === "reset") {
    yield {
      rule: "clock-changed",
      range: adjustment.nameRange,
      data: { effect: l10n.t("With {0}, libvirt makes {1} of {2}", "offset='variable'", "adjustment='0'", "reset") },
    };
  }
};

export const clockChangedRules: readonly Rule[] = [
  { id: "clock-changed", stage: "silent", severity: "hint", message: "{effect}.", check: clockChanged },
];
