/// A sentence about what could not be seen.
struct Note: Equatable {
  /// The fact with its cause or remedy.
  let text: String
  /// The same in a few words, for the last line of the live view.
  let brief: String
  /// Whether it is the note about hidden owners.
  let isAboutOwners: Bool

  init(_ text: String, brief: String? = nil, isAboutOwners: Bool = false) {
    self.text = text
    self.brief = brief ?? text
    self.isAboutOwners = isAboutOwners
  }

  /// For a filter on owners that was typed after the snapshot was taken.
  static var ownersMayBeHidden: Note {
    Note("owners may be hidden: \(remedy)", brief: "owners may be hidden", isAboutOwners: true)
  }

  /// How to see what processes hide.
  static var remedy: String {
    CurrentUser.isRoot
      ? "some processes cannot be read, even by root (is CAP_SYS_PTRACE missing?)"
      : "run as root to see them"
  }

  /// The cause and the remedy if processes could not be read for lack of a right.
  static var denial: String { " (permission denied); \(remedy)" }
}
