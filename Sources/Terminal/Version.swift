/// The version that the programs and what they leave behind carry.
package enum Version {
  /// The current one.
  package static let current = "0.1.0"
}
