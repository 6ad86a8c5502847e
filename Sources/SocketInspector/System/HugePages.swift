import Glibc

// Large arrays in huge pages of memory: MADV_HUGEPAGE in madvise(2).
//
// The kernel provides memory when a page is first accessed, which causes a page fault. With huge pages, a
// listing of 1,000,000 rows without owners causes 20,000 faults instead of 59,000, and takes 0.07 s instead
// of 0.17 s in the kernel, of 1.1 s in total. If memory is fragmented, creating huge pages may take the
// kernel as long as they save; below 100,000 rows, the difference is not measurable. To measure it again,
// compare with a build that does not call madvise(2), on a recording with such a table (getrusage(2) counts
// the page faults in `ru_minflt`).
extension Array {
  /// Reserves capacity for at least `count` elements, in huge pages if it is at least as large as one and the
  /// kernel provides them.
  package mutating func reserveCapacityInHugePages(_ count: Int) {
    let old = self
    self = []
    reserveCapacity(count)
    unsafe withUnsafeMutableBytes { bytes in
      let room = count * MemoryLayout<Element>.stride
      guard room >= hugePageSize, let base = bytes.baseAddress else { return }
      let start = unsafe base - Int(bitPattern: base) % pageSize
      _ = unsafe madvise(start, room, MADV_HUGEPAGE)  // Failure only means small pages.
    }
    append(contentsOf: old)
  }

  /// Appends an element. The capacity of a large array is multiplied by eight, so that little is copied.
  /// Capacity that is not used takes only address space.
  mutating func appendInHugePages(_ element: Element) {
    if count == capacity, count * MemoryLayout<Element>.stride >= hugePageSize / 4 {
      reserveCapacityInHugePages(count * 8)
    }
    append(element)
  }
}

/// The size of a huge page on x86-64 and on arm64 with pages of 4 KiB, in bytes.
private let hugePageSize = 2 << 20
