"""Alongside: the record and operations system of assertive outreach teams."""
