local show, pack = ..., table.pack

show("integers",
  string.pack("b B h H", -1, 255, -2, 65535), string.pack("<i4", 7), string.pack(">i4", 7),
  string.pack("=I2", 258):len())
show("sizes",
  string.packsize("b h i l j T f d n"), string.packsize("<i3 i16"), string.packsize("!8 b i8"),
  pack(pcall(string.packsize, "s")))
show("back", string.unpack("<i2 >i2 B", string.pack("<i2 >i2 B", -3, 300, 9)))
show("odd sizes",
  pack(string.unpack("<i3", string.pack("<i3", -70000))),
  pack(string.unpack("<I7", string.pack("<I7", 1 << 40))),
  pack(string.unpack("<i16", string.pack("<i16", -5))))
show("floats", string.unpack("<f d n", string.pack("<f d n", 0.5, 0.1, -1e300)))
show("texts",
  string.pack("z", "abc"), string.pack("s1", "abc"), string.pack("<s2", "abc"), string.pack("c5", "abc"))
show("texts back",
  pack(string.unpack("z s1 c3", string.pack("z s1 c3", "a", "bc", "def"))),
  pack(pcall(string.pack, "z", "a\0b")), pack(pcall(string.pack, "c2", "abc")))
show("alignment", string.pack("!4 b i4", 1, 2), string.pack("<!4 b Xi4 i4", 1, 2), string.pack("b x b", 1, 2))
show("positions",
  pack(string.unpack("B", "abc", 2)), pack(string.unpack("B", "abc", -1)),
  pack(pcall(string.unpack, "B", "abc", 5)), pack(pcall(string.unpack, "B", "abc", 4)))
show("overflow",
  pack(pcall(string.pack, "b", 128)), pack(pcall(string.pack, "B", 256)),
  pack(pcall(string.unpack, "<i16", ("\xFF"):rep(8) .. ("\1"):rep(8))))
show("short",
  pack(pcall(string.unpack, "i4", "abc")), pack(pcall(string.unpack, "s1", "\5ab")),
  pack(pcall(string.unpack, "z", "abc")))
show("bad formats",
  pack(pcall(string.pack, "i17", 1)), pack(pcall(string.pack, "y", 1)), pack(pcall(string.pack, "i0", 1)),
  pack(pcall(string.pack, "!3 i4", 1)), pack(pcall(string.unpack, "c", "x")))
