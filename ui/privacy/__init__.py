"""The section 个人信息: consents, a person's requests and their answers, impact assessments."""
