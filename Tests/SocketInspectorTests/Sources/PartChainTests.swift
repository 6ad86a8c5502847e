import TestSupport
import Testing

@testable import SocketInspector

/// The proof of completeness, with a simulated hash bucket that behaves as that of the kernel: new
/// sockets are inserted at its head, and each part resumes by counting.
@Suite struct PartChainTests {
  /// A bucket of sockets, some of which stay while the others are closed and replaced.
  private struct Bucket {
    var sockets: [Int]
    var nextNumber: Int
    let staying: Set<Int>

    init(staying: Int, others: Int, _ generator: inout SeededGenerator) {
      nextNumber = staying + others
      sockets = (0..<nextNumber).shuffled(using: &generator)
      self.staying = Set(0..<staying)
    }

    mutating func change(upTo count: Int, _ generator: inout SeededGenerator) {
      for _ in 0..<Int.random(in: 0...count, using: &generator) {
        if Bool.random(using: &generator) {
          sockets.insert(nextNumber, at: 0)
          nextNumber += 1
        } else if let place = sockets.indices.randomElement(using: &generator),
          !staying.contains(sockets[place])
        {
          sockets.remove(at: place)
        }
      }
    }
  }

  /// Reads a bucket until all parts are linked, at most ``SocketSink/mostPasses`` times.
  ///
  /// - Returns: The sockets that were read and the number of passes; nil without a proof.
  private func read(
    _ bucket: inout Bucket, partLength: Int, changes: Int, _ generator: inout SeededGenerator
  ) -> (seen: Set<Int>, passes: Int)? {
    var chain = PartChain()
    var parts: [Int: UInt32] = [:]
    for pass in 0..<SocketSink.mostPasses {
      chain.beginPass()
      var place = 0
      var length = pass == 0 ? partLength : max(1, pass * partLength / SocketSink.mostPasses)
      while true {
        chain.beginPart()
        let part = bucket.sockets.dropFirst(place).prefix(length)
        for socket in part {
          if let other = parts[socket] { chain.link(other) }
          parts[socket] = chain.current
        }
        if part.count < length { break }
        place += length
        length = partLength
        bucket.change(upTo: changes, &generator)
      }
      chain.reachEnd()
      if chain.isClosed { return (Set(parts.keys), pass + 1) }
      bucket.change(upTo: changes, &generator)
    }
    return nil
  }

  /// A server would be missing from a listing that claims to be complete, because every pass
  /// skipped its socket.
  @Test func aProvenListingHasEveryStableSocket() {
    var generator = SeededGenerator(seed: 12)
    var proven = 0
    var passes = 0
    for _ in 0..<LongTests.count(1_000, long: 20_000) {
      let staying = Int.random(in: 1...60, using: &generator)
      var bucket = Bucket(
        staying: staying, others: Int.random(in: 0...40, using: &generator), &generator)
      let result = read(
        &bucket, partLength: Int.random(in: 2...20, using: &generator),
        changes: Int.random(in: 0...12, using: &generator), &generator)
      guard let result else { continue }
      proven += 1
      passes += result.passes
      #expect(bucket.staying.isSubset(of: result.seen))
    }
    // Most readings have to end with a proof.
    #expect(proven > LongTests.count(1_000, long: 20_000) / 2)
    #expect(passes < proven * 4)
  }

  /// An unchanged table would be read more than twice, or more than once if it fits into one part.
  @Test func anUnchangedTableIsReadAtMostTwice() {
    var generator = SeededGenerator(seed: 1)
    for length in 2...40 {
      var bucket = Bucket(staying: 20, others: 0, &generator)
      let result = read(&bucket, partLength: length, changes: 0, &generator)
      #expect(result?.passes == (length > 20 ? 1 : 2), "\(length)")
    }
  }
}
