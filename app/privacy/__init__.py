"""The law's side: consents, impact assessments, and a person's asking for a look, a correction or an erasure."""
