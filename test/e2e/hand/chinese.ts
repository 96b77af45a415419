import { lightBulb } from "./quickFix.js";
import type { HandTest } from "./runHand.js";

/** The extension for those who read Chinese. */
export const chineseByHand: readonly HandTest[] = [
  {
    name: "in Chinese: hover, lens and the editor's menu",
    file: "web01.xml",
    language: "zh-cn",
    run: async (hand) => {
      await hand.hoverOver("host-model", /每次启动时/);
      await hand.page.locator(".codelens-decoration").filter({ hasText: /启动/ }).first().waitFor();
      await hand.screenshot("chinese-hover");
    },
  },
  {
    name: "in Chinese: problems and quick fixes",
    file: "broken.xml",
    language: "zh-cn",
    run: async (hand) => {
      await hand.place("broken.xml", "name='|sse4_1'");
      await lightBulb(hand);
      await hand.quickFixMenu("改为 sse4.1");
      await hand.screenshot("chinese-quick-fix");
      await hand.press("Escape");
      await hand.runCommand("Problems: Focus on Problems View");
      await hand.page
        .locator(".markers-panel .monaco-list-row")
        .filter({ hasText: /虚拟机/ })
        .first()
        .waitFor();
      await hand.screenshot("chinese-problems");
    },
  },
];
