-- Does as a user does in a Neovim that has read the documented configuration, and writes down what there was.
local result = {}

local function wait_for(what, condition)
  if not vim.wait(20000, condition, 20) then
    result.error = "no " .. what
  end
end

local function place(text)
  local found = vim.fn.searchpos("\\V" .. vim.fn.escape(text, "\\"), "cw")
  vim.api.nvim_win_set_cursor(0, { found[1], found[2] - 1 })
  return found[1]
end

local function ask(method, extra)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(), extra or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000) or {}
  for _, answer in pairs(answers) do
    return answer.result
  end
end

wait_for("diagnostics", function()
  return #vim.diagnostic.get(0) > 0
end)
result.diagnostics = vim.tbl_map(function(each)
  return each.code or each.user_data.lsp.code
end, vim.diagnostic.get(0))

place("custom")
result.hover = ask("textDocument/hover").contents.value

local line = place("Hasswell")
local completion = ask("textDocument/completion")
result.completion = vim.tbl_map(function(item)
  return item.label
end, completion.items or completion)

local spot = vim.lsp.util.make_position_params().position
local actions = ask("textDocument/codeAction", {
  range = { start = spot, ["end"] = spot },
  context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, line - 1) },
})
result.actions = vim.tbl_map(function(action)
  return action.title
end, actions)
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
vim.cmd("write")

vim.fn.writefile({ vim.fn.json_encode(result) }, vim.env.RESULT)
vim.cmd("quitall!")
