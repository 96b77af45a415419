import type { NearMisses } from "./nearMisses.js";

export const documentNearMisses: NearMisses = {
  xml: [
    "<cpu mode='host-model'><feature policy='require' name='aes'/></cpu>",
    "<!DOCTYPE domain>\n<domain type='kvm'/>",
  ],
  template: [
    "<domain type='kvm'><name>{abc}</name><description>{{ x }} {% if %} $y</description><cpu mode='host-model'/></domain>",
    "<domain type='kvm'><os><cmdline>root=$ROOT @x@ %(y)s</cmdline></os><cpu mode='host-model'/></domain>",
    "<domain type='kvm'><cpu mode='host-model'/><!-- {% if a %} <%= b %> $c --></domain>",
  ],
};
