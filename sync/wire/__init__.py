"""What crosses the wire: strict CBOR, frames and routes, shared by client and relay."""
