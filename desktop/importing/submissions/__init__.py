"""Reading what phones sent: submissions of ODK Collect, ODK Central and KoboToolbox."""
