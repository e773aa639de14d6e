"""
Reports built from measures: a document of sentences and figures, then page, DOCX, PDF or JSON.

`document` is the model, `writing` makes sentences with figures in them, one module per report says
what it tells, and one module per form renders it.
"""
