import Glibc

extension Array {
  /// Makes room for elements, in large pages where the kernel has them: with pages of 4 KiB, to
  /// touch new memory takes longer than to fill it.
  package mutating func reserveCapacityInHugePages(_ count: Int) {
    let old = self
    self = []
    reserveCapacity(count)
    unsafe withUnsafeMutableBytes { bytes in
      let room = count * MemoryLayout<Element>.stride
      guard room >= largePage, let base = bytes.baseAddress else { return }
      let start = unsafe base - Int(bitPattern: base) % pageSize
      _ = unsafe madvise(start, room, MADV_HUGEPAGE)  // refused: pages as they are
    }
    append(contentsOf: old)
  }

  /// Appends an element. An array that gets large grows by eight, so that little is copied; what is
  /// not used costs addresses alone.
  mutating func appendInHugePages(_ element: Element) {
    if count == capacity, count * MemoryLayout<Element>.stride >= largePage / 4 {
      reserveCapacityInHugePages(count * 8)
    }
    append(element)
  }
}

/// In bytes: 4,096 on most machines.
let pageSize = sysconf(Int32(_SC_PAGESIZE))
private let largePage = 2 << 20
