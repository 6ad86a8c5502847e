import Glibc

// Large arrays in huge pages of memory: MADV_HUGEPAGE in madvise(2).
//
// The kernel provides memory when a page of it is first touched, at the cost of a page fault. Rows, descriptors
// and cells of a large table touch so much that faults show: a listing of 1,000,000 rows without owners has
// 20,000 faults instead of 59,000, and takes 0.07 s instead of 0.17 s in the kernel, of 1.1 s in all. While
// memory is fragmented, the kernel may spend that time on making huge pages; below 100,000 rows the difference
// is within the noise. To measure it again, compare with a build that does not call madvise(2), on a recording
// with such a table (the page faults are in getrusage(2), `ru_minflt`).
extension Array {
  /// Reserves room for at least `count` elements, in huge pages if it is large enough for one and the
  /// kernel has them.
  package mutating func reserveCapacityInHugePages(_ count: Int) {
    let old = self
    self = []
    reserveCapacity(count)
    unsafe withUnsafeMutableBytes { bytes in
      let room = count * MemoryLayout<Element>.stride
      guard room >= hugePageSize, let base = bytes.baseAddress else { return }
      let start = unsafe base - Int(bitPattern: base) % pageSize
      _ = unsafe madvise(start, room, MADV_HUGEPAGE)  // If it is refused, pages stay small.
    }
    append(contentsOf: old)
  }

  /// Appends an element. An array that becomes large gets eight times its size, so that little is copied;
  /// room that is not used costs address space only.
  mutating func appendInHugePages(_ element: Element) {
    if count == capacity, count * MemoryLayout<Element>.stride >= hugePageSize / 4 {
      reserveCapacityInHugePages(count * 8)
    }
    append(element)
  }
}

/// In bytes, on x86-64 and on 64-bit Arm with pages of 4 KiB.
private let hugePageSize = 2 << 20
