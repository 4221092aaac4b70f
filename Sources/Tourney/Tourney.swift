// The library for those who write experts in Swift: one import brings what it takes to read a
// file, write an expert, replay it and measure the result.
@_exported public import Analysis
@_exported public import Experts
@_exported public import Files
@_exported public import Formats
@_exported public import Indicators
@_exported public import Market
@_exported public import Platform
@_exported public import Replay
@_exported public import Trading
