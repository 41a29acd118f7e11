package store

import (
	"strings"
	"time"
	"unicode"

	"amends/internal/id"
	"amends/internal/money"
	"amends/internal/recovery"
)

// Customer is whom we owe.
type Customer struct {
	ID       id.Customer
	Name     string
	Email    string
	Phone    string
	Note     string
	Value    money.Amount
	Contact  recovery.Contact
	Since    time.Time
	ErasedAt time.Time
}

const (
	sqlCustomer = `
SELECT id, name, email, phone, note, value_minor, value_currency, contact, since_at, erased_at FROM customers WHERE id = $1`

	sqlCustomerByContact = `
SELECT c.id, c.name, c.email, c.phone, c.note, c.value_minor, c.value_currency, c.contact, c.since_at, c.erased_at
FROM contacts k JOIN customers c ON c.id = k.customer_id WHERE k.kind = $1 AND k.value = $2`

	sqlCustomers = `
SELECT id, name, email, phone, note, value_minor, value_currency, contact, since_at, erased_at FROM customers
WHERE (sort, id) > ($1, $2) ORDER BY sort, id LIMIT $3`

	sqlCustomersIn = `
SELECT id, name, email, phone, note, value_minor, value_currency, contact, since_at, erased_at FROM customers
WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each(CAST($1 AS TEXT)))`

	sqlAddressOfCase = `SELECT c.email FROM cases k JOIN customers c ON c.id = k.customer_id WHERE k.id = $1`

	sqlSaveCustomer = `
INSERT INTO customers (id, name, email, phone, note, value_minor, value_currency, contact, since_at, erased_at, sort)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, email = excluded.email, phone = excluded.phone, note = excluded.note,
	value_minor = excluded.value_minor, value_currency = excluded.value_currency, contact = excluded.contact,
	erased_at = excluded.erased_at, sort = excluded.sort`

	sqlAddContact = `
INSERT INTO contacts (kind, value, customer_id) VALUES ($1, $2, $3) ON CONFLICT (kind, value) DO NOTHING`

	sqlContactsOf   = `SELECT kind, value FROM contacts WHERE customer_id = $1 ORDER BY kind, value`
	sqlDropContacts = `DELETE FROM contacts WHERE customer_id = $1`
)

// Customer is one customer; errs.Missing when there is none.
func (t *Tx) Customer(i id.Customer) (Customer, error) { return one(t, sqlCustomer, scanCustomer, i) }

// CustomerByContact finds whom an address ("email") or number ("phone") belongs to, as ContactValue writes it.
func (t *Tx) CustomerByContact(kind, value string) (Customer, error) {
	return one(t, sqlCustomerByContact, scanCustomer, kind, value)
}

// AddressOfCase is where mail to the customer of a case goes, "" for none; errs.Missing without such a case.
func (t *Tx) AddressOfCase(i id.Case) (string, error) {
	return one(t, sqlAddressOfCase, scalar[string], i)
}

// Customers are a page of customers by name, after a name and id.
func (t *Tx) Customers(afterSort string, after id.Customer, limit int) ([]Customer, error) {
	return all(t, sqlCustomers, scanCustomer, afterSort, after, limit)
}

// CustomersIn are the customers with these ids, in no order.
func (t *Tx) CustomersIn(ids []id.Customer) ([]Customer, error) {
	text, err := list(numbers(ids))
	if err != nil {
		return nil, err
	}
	return all(t, sqlCustomersIn, scanCustomer, text)
}

// numbers are ids as JSON numbers, for json_each.
func numbers[K any](ids []id.ID[K]) []int64 {
	out := make([]int64, len(ids))
	for i, x := range ids {
		out[i] = int64(x)
	}
	return out
}

func scanCustomer(r row) (Customer, error) {
	var c Customer
	var contact JSON[recovery.Contact]
	var since, erased int64
	err := r.Scan(&c.ID, &c.Name, &c.Email, &c.Phone, &c.Note, &c.Value.Minor, &c.Value.Currency, &contact, &since, &erased)
	c.Contact, c.Since, c.ErasedAt = contact.V, moment(since), moment(erased)
	return c, err
}

// SaveCustomer adds or changes a customer and makes them findable by their name and addresses.
func (t *Tx) SaveCustomer(c Customer) error {
	_, err := t.exec(sqlSaveCustomer, c.ID, c.Name, c.Email, c.Phone, c.Note, c.Value.Minor, c.Value.Currency,
		asJSON(c.Contact), micros(c.Since), micros(c.ErasedAt), SortName(c.Name))
	if err != nil {
		return err
	}
	for kind, value := range map[string]string{"email": c.Email, "phone": c.Phone} {
		if err := t.addContact(c.ID, kind, ContactValue(kind, value)); err != nil {
			return err
		}
	}
	return t.indexWords("customer", int64(c.ID), c.Name, c.Email, c.Phone)
}

func (t *Tx) addContact(i id.Customer, kind, value string) error {
	if value == "" {
		return nil
	}
	_, err := t.exec(sqlAddContact, kind, value, i)
	return err
}

// DropContacts forgets every address and number of a customer.
func (t *Tx) DropContacts(i id.Customer) error {
	_, err := t.exec(sqlDropContacts, i)
	return err
}

// ContactsOf are all addresses and numbers of a customer, "kind:value".
func (t *Tx) ContactsOf(i id.Customer) ([]string, error) {
	return all(t, sqlContactsOf, func(r row) (string, error) {
		var kind, value string
		err := r.Scan(&kind, &value)
		return kind + ":" + value, err
	}, i)
}

// ContactValue is an address or number as it is compared: lower case, and of a number the digits.
func ContactValue(kind, value string) string {
	value = strings.ToLower(strings.TrimSpace(value))
	if kind != "phone" {
		return value
	}
	return strings.Map(func(r rune) rune {
		if r == '+' || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, value)
}

// SortName is a name as lists order it: lower case, and never empty.
func SortName(name string) string {
	if s := strings.ToLower(strings.TrimSpace(name)); s != "" {
		return s
	}
	return "\uffff"
}
