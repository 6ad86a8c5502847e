/// Keys of the live view that belong together, for its help page, the manual and the program itself.
struct KeyBinding {
  /// The names of the keys.
  let keys: String
  /// What they do.
  let meaning: String
  /// The most important of the keys with a word for the last line; nil for keys that it does not name.
  var hint: String?
  /// The keys with what each does; empty for keys that edit text.
  let commands: [Key: KeyCommand]

  init(
    _ keys: String, _ meaning: String, hint: String? = nil, _ commands: [Key: KeyCommand]
  ) {
    self.keys = keys
    self.meaning = meaning
    self.hint = hint
    self.commands = commands
  }
}
