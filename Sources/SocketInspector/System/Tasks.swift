internal import CLinux
import Glibc

/// The PID of this process in its PID namespace: getpid(2).
var currentProcessID: Int32 { getpid() }

/// Whether the effective user of this process is root: geteuid(2).
var isRunningAsRoot: Bool { geteuid() == 0 }

/// Whether two processes or threads share one descriptor table: kcmp(2).
///
/// - Returns: nil if the kernel does not support kcmp(2), or does not permit it for these two.
func shareDescriptorTable(_ first: Int32, _ second: Int32) -> Bool? {
  let order = linux_kcmp_files(first, second)
  return order < 0 ? nil : order == 0
}
