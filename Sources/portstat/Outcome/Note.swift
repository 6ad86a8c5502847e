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
  static func hiddenOwnersMayMatch(_ causes: HiddenOwnerCauses) -> Note {
    Note(
      "hidden owners may match" + causes.text("to find out"), brief: "hidden owners may match",
      isAboutOwners: true)
  }
}
