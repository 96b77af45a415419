export { baselineInputRules as migrateRules } from "./baselineInput.js";
