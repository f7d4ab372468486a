"""The expressions of XLSForm, as JavaRosa (the engine of ODK Collect) understands them."""
