import TestSupport
import Testing

@testable import Formats

@Suite struct SHA256Tests {
  // FIPS 180-2 appendix B and the additional vectors of NIST's Cryptographic Algorithm Validation.
  @Test func `the published vectors`() {
    var found = Mismatches()
    for (text, hex) in [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
          + "lmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
      (
        String(repeating: "a", count: 1_000_000),
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
      ),
    ] {
      found.check("\(text.count) bytes", SHA256.digest(text).hex, equals: hex)
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func `every length around the block size`() {
    // The hash of the hashes of 0 to 199 bytes; Python 3.11, hashlib.
    var all = SHA256()
    for count in 0..<200 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
      all.update(bytes.withUnsafeBytes { SHA256.digest($0) }.bytes)
    }
    #expect(
      all.finalize().hex == "0a716dcd52ebb45d547cf893c2616d1641ae3c122398e759ddeb1d0698a65c1a")
  }

  @Test func `pieces make no difference`() {
    var generator = SeededGenerator.fromEnvironment(or: 5)
    var found = Mismatches()
    for _ in 0..<200 {
      let bytes = (0..<Int(generator.next() % 700)).map { _ in UInt8(generator.next() & 255) }
      var hash = SHA256()
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int(generator.next() % 150))
        if generator.next() % 2 == 0 {
          hash.update(Array(piece))
        } else {
          hash.update(piece.span.bytes)
        }
        rest = rest.dropFirst(piece.count)
      }
      let whole = bytes.withUnsafeBytes { SHA256.digest($0) }
      found.check("\(bytes.count) bytes", hash.finalize(), equals: whole)
    }
    #expect(found.isEmpty, "seed \(generator.seed): \(found)")
  }

  @Test func `the tree does not depend on the workers`() {
    // Python 3.11: hashlib over the digests of 1 MiB slices.
    let bytes = (0..<3 * SHA256.leafSize + 5).map { UInt8(truncatingIfNeeded: $0 * 7 + $0 >> 8) }
    let trees = [1, 2, 5].map { workers in
      bytes.withUnsafeBytes { SHA256.tree($0, workers: workers).hex }
    }
    #expect(
      Set(trees) == ["a365c60d5d24ef6317805cefbd477b6c179cdcb56641b43bc90e32912756eea7"])
  }
}
