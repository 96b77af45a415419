/** Where tests run there is no VS Code: its client's files can be read, and what asks the editor fails. */
export {};
