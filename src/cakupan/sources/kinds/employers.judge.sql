-- Employers: a name and a region are enough.
select * from clean
