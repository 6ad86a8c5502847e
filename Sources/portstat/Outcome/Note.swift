/// A message about data that is hidden or missing.
struct Note: Equatable {
  /// The fact, with its cause and remedy if these are known.
  let text: String
  /// The fact in a few words, for the status line of the live view.
  let brief: String
  /// Whether the note is about hidden owners.
  let isAboutOwners: Bool

  init(_ text: String, brief: String? = nil, isAboutOwners: Bool = false) {
    self.text = text
    self.brief = brief ?? text
    self.isAboutOwners = isAboutOwners
  }

  /// The note for a filter on owners that was typed after the snapshot was taken.
  static var ownersMayBeHidden: Note {
    Note("owners may be hidden: \(remedy)", brief: "owners may be hidden", isAboutOwners: true)
  }

  /// How to see hidden owners.
  static var remedy: String {
    CurrentUser.isRoot
      ? "some processes cannot be read, even by root (is CAP_SYS_PTRACE missing?)"
      : "run as root to see them"
  }

  /// The cause and the remedy if permission to read processes was denied.
  static var denial: String { " (permission denied); \(remedy)" }
}
