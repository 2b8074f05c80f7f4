"""Dates, times, figures, money: values written in French prose."""
