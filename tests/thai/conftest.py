from hypothesis import settings

# Deadlines are absolute times, and machines that run tests are busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
