/// User IDs that have no name on any machine: systemd leaves 65520 to 65533 unused (its UIDS-GIDS
/// document), and the Debian policy reserves 65000 to 65533. User namespaces that map 16 bits, as
/// rootless containers do, contain them. Recorded trees and `lab.py` use the same numbers.
public enum UnnamedUser {
  public static let id = 65521
  public static let otherID = 65522
}
