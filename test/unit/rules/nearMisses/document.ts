import type { NearMisses } from "./nearMisses.js";

export const documentNearMisses: NearMisses = {
  xml: [
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
    "<!DOCTYPE domain>\n<domain type='kvm'/>",
  ],
};
