import Glibc

/// The user that the program runs as.
enum CurrentUser {
  static var isRoot: Bool { geteuid() == 0 }
}
