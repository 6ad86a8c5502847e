import TestSupport
import Testing

@testable import SocketInspector

/// The proof against a bucket that behaves as the kernel's: new sockets come to its head, and a part
/// begins where counting leads.
@Suite struct PartChainTests {
  /// A bucket of sockets, of which some stay and the others come and go.
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

  /// Reads a bucket until the parts are linked, or eight times.
  ///
  /// - Returns: What was seen, and how many passes it took; nil when that proves nothing.
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

  /// A socket that is skipped in every pass, when nothing says so, is a server that vanished.
  @Test func whatIsProvenLacksNothing() {
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
    // It has to prove something, too.
    #expect(proven > LongTests.count(1_000, long: 20_000) / 2)
    #expect(passes < proven * 4)
  }

  /// A table that does not change is read twice, where it does not come at once.
  @Test func whatDoesNotChangeIsReadTwice() {
    var generator = SeededGenerator(seed: 1)
    for length in 2...40 {
      var bucket = Bucket(staying: 20, others: 0, &generator)
      let result = read(&bucket, partLength: length, changes: 0, &generator)
      #expect(result?.passes == (length > 20 ? 1 : 2), "\(length)")
    }
  }
}
