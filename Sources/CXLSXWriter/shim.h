/* Writes spreadsheets. */
#ifndef LINESIDE_CXLSXWRITER_H
#define LINESIDE_CXLSXWRITER_H

#include <xlsxwriter.h>

#endif
