import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/**
 * Looks for a desktop VS Code that can open a window here.
 *
 * @param env the environment to judge by
 * @returns the path of its command `code`; nothing without one, without a display, or where `code` only talks to a window
 *   elsewhere (a terminal of a remote window: it cannot load an extension under development)
 */
export function desktopCode(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  const hasDisplay = process.platform !== "linux" || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
  if (!hasDisplay) return undefined;
  // On Windows `code` is a script, which only a shell can run: there the browser's form is used.
  if (process.platform === "win32") return undefined;
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.join(folder, "code")).find((candidate) => existsSync(candidate));
}

/**
 * Opens a new window with an extension under development and waits until it is closed.
 *
 * @param code the command `code`
 * @returns its exit code
 */
export function openDesktop(code: string, extension: string, workspace: string, file: string): Promise<number> {
  const args = ["--new-window", "--wait", `--extensionDevelopmentPath=${extension}`, workspace, file];
  return new Promise((resolve, reject) => {
    const child = spawn(code, args, { stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (exit) => resolve(exit ?? 1));
  });
}
