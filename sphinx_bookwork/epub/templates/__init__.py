"""The templates of the publication; a package, so that they are installed with it."""
