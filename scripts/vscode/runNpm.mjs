// Plain JavaScript: this runs before anything is installed.
import { spawn } from "node:child_process";

/**
 * Runs a command to its end, shows its output only when it fails.
 *
 * @param {string} command the executable
 * @param {readonly string[]} args its arguments, passed as they are
 * @param {string} cwd the folder to run in
 * @param {NodeJS.ProcessEnv} [env] the environment; this process's when left out
 * @returns {Promise<void>} rejects with the command's output when it exits with anything but 0
 */
export function runQuietly(command, args, cwd, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => reject(new Error(`cannot run ${command}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) {
        resolve();
        return;
      }
      const said = Buffer.concat(output).toString().trim().slice(-4000);
      reject(new Error(`${command} ${args.join(" ")} (in ${cwd}) ended with ${code ?? signal}:\n${said}`));
    });
  });
}

/**
 * Runs npm: the one that runs us when there is one, else the one on the PATH.
 *
 * @param {readonly string[]} args npm's arguments
 * @param {string} cwd the folder of the package
 * @returns {Promise<void>} rejects with npm's output when it fails
 */
export function runNpm(args, cwd) {
  const npm = process.env.npm_execpath ?? "";
  return /\.[cm]?js$/.test(npm)
    ? runQuietly(process.execPath, [npm, ...args], cwd)
    : runQuietly(process.platform === "win32" ? "npm.cmd" : "npm", args, cwd);
}
