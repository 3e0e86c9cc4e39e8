"""A bank and its answers in FHIR: `questionnaire` makes a Questionnaire of a bank, `response` what a person answered.

All of it is plain dictionaries in the order of FHIR, so that the same bank gives the same bytes.
"""
