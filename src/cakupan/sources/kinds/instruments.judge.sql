-- Instruments: what kind, and where; an open end is no end. The last day named is still in force.
select *, nullif(instrument, '*') as made_as, coalesce(until, last_day + 1, date '9999-12-31') as past_day from clean
