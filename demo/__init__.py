"""An invented region whose handbook lives through three years in git. `make demo` builds it; tests use it."""
