/** A VS Code setting's value, as settings.json has it. */
export type SettingValue = string | number | boolean | null | readonly SettingValue[] | { [key: string]: SettingValue };
/** Settings by their full names. */
export type Settings = Readonly<Record<string, SettingValue>>;

/** No welcome, no assistant, no motion: what is left on a picture is the document and what we say about it. */
export const calmSettings: Settings = {
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "editor.cursorBlinking": "solid",
  "editor.wordBasedSuggestions": "off",
  "extensions.ignoreRecommendations": true,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "update.mode": "none",
  "telemetry.telemetryLevel": "off",
  "files.autoSave": "off",
  "files.hotExit": "off",
  "git.enabled": false,
};
