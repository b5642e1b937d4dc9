// The module's first file; replaced as its rooms are built.
