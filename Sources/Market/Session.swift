/// When an instrument trades, and which trading day an instant belongs to.
public enum Session: String, Sendable, Hashable, CaseIterable {
  /// Every hour of every day; the day changes at midnight UTC.
  case continuous = "24x7"
  /// The currency week: Sunday 17:00 to Friday 17:00 New York; the day changes at 17:00 New York.
  case fxWeek = "fx"
  /// Shares in the United States: 09:30 to 16:00 New York, with holidays and early closes.
  case usEquities = "us-equities"
}
