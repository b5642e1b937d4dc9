/// Ends the life of a value that cannot be copied, such as one end of a ring.
func drop<Value: ~Copyable>(_ value: consuming Value) {}
