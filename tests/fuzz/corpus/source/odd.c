"open
/* no end 

\
??= '
