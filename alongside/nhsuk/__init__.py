"""NHS.UK components, form fields and filters for Jinja; no domain.

How to build a page: docs/how-to/build-a-page.md. In short:

* a template extends "web/layout.jinja" and fills the blocks `title` and `content`; blocks `before`
  (back link) and `wide` (any text makes the page as wide as a board needs) are there if wanted;
* macros need no import: button, buttonLink, link, actionLink, backLink, summaryList, row, tag,
  empty, inset, warning, absent, pagination (plain.jinja, fast enough for lists), and the bigger
  components of the design system (components.py);
* filters: day, short_day, clock, moment, ago_days(today), nhs_number, plural, or_not_recorded;
* a form is a `forms.Form` of fields from `fields`, `widgets` and Django; a field is shown by
  `{{ form.name.as_field_group() }}`, what is wrong by the layout, above the heading;
* a name that the view did not give is an error, not a blank.
"""
